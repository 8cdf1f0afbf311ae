// tests/search/questions.yaml, in the plain form it is written in: one question on a line.
export function readQuestions(text) {
  const questions = [];
  const floor = {};
  let language = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = line.match(/^([a-z]{2}):$/);
    const entry = line.match(/^ {2}- \{ask: (.+), expect: \[(.+)\](?:, within: (\d+))?\}$/);
    const floors = line.match(/^floor: \{(.+)\}$/);
    if (heading) language = heading[1];
    else if (entry) questions.push({ language, ask: entry[1], expect: entry[2].split(', '), within: Number(entry[3] ?? 0) });
    else if (floors) for (const [, name, share] of floors[1].matchAll(/([a-z]{2}): (\d+)/g)) floor[name] = Number(share);
    else throw new Error(`questions.yaml: what is this line? ${line}`);
  }
  return { floor, questions };
}
