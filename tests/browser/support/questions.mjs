// tests/search/questions.yaml, in the plain form it is written in: one question on a line. In `questions`, those that
// expect a page; in `dangers`, those of people in danger.
export function readQuestions(text) {
  const questions = [];
  const dangers = [];
  const floor = {};
  let language = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const heading = line.match(/^([a-z]{2}):$/);
    const entry = line.match(/^ {2}- \{ask: (.+?)(?:, expect: \[(.+)\])?(?:, within: (\d+))?(, danger: true)?\}$/);
    const floors = line.match(/^floor: \{(.+)\}$/);
    if (heading) language = heading[1];
    else if (entry) {
      const [, ask, expect, within, danger] = entry;
      if (expect) questions.push({ language, ask, expect: expect.split(', '), within: Number(within ?? 0) });
      if (danger) dangers.push({ language, ask });
    }
    else if (floors) for (const [, name, share] of floors[1].matchAll(/([a-z]{2}): (\d+)/g)) floor[name] = Number(share);
    else throw new Error(`questions.yaml: what is this line? ${line}`);
  }
  return { floor, questions, dangers };
}
