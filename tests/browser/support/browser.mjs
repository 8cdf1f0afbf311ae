// Debian's Chromium, driven by playwright-core. A context is a fresh phone or desktop: no cookies, no cache.
import { chromium } from 'playwright-core';

export const phone = { width: 320, height: 640 };
export const desktop = { width: 1280, height: 900 };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
}

export async function openContext(browser, { viewport = phone, script = false, scheme = 'light' } = {}) {
  const context = await browser.newContext({
    viewport, javaScriptEnabled: script, colorScheme: scheme, bypassCSP: script, locale: 'en-ZA',
  });
  context.setDefaultTimeout(10000);
  return context;
}
