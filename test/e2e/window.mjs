// The eyes of the suite: answers its questions about the window, until it has written its result.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longest time for one session, in milliseconds. */
const PATIENCE = 3 * 60_000;
const SIZE = { width: 1440, height: 900 };

/** Opens a page on which {@link follow} can look. What the window logs is kept in `console.txt` of `folder`. */
export async function openPage(browser, folder) {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  const log = [];
  page.on('console', (message) => {
    log.push(`${message.type()}: ${message.text()}`);
  });
  page.on('close', () => writeFileSync(join(folder, 'console.txt'), log.join('\n')));
  return page;
}

/**
 * Answers what the suite in `folder` asks; gives its result, `{ failures, skipped, lines }`.
 * @throws if there is none after {@link PATIENCE}; a picture tells then what the window looked like
 */
export async function follow(page, folder) {
  const result = join(folder, 'result.json');
  const questions = join(folder, 'questions');
  const give = Date.now() + PATIENCE;
  while (!existsSync(result)) {
    if (Date.now() > give) {
      const path = join(folder, 'pictures', 'timeout.png');
      await page.screenshot({ path });
      const lines = join(folder, 'lines.txt');
      if (existsSync(lines)) console.log(readFileSync(lines, 'utf8'));
      throw new Error(`no result after ${PATIENCE / 1000} s; ${path} shows the window`);
    }
    for (const name of readdirSync(questions).filter((entry) => entry.endsWith('.json'))) {
      const path = join(questions, name);
      const answer = await answers(page, folder, JSON.parse(readFileSync(path, 'utf8')));
      rmSync(path);
      // Renamed, so that it is read whole.
      writeFileSync(`${path}.new`, JSON.stringify(answer));
      renameSync(`${path}.new`, path.replace(/\.json$/, '.answer'));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return JSON.parse(readFileSync(result, 'utf8'));
}

async function answers(page, folder, question) {
  if (question.ask === 'picture') {
    await settled(page);
    await page.screenshot({ path: join(folder, 'pictures', `${question.name}.png`) });
    return {};
  }
  if (question.ask === 'size') {
    await page.setViewportSize(question.size ?? SIZE);
    await settled(page);
    return {};
  }
  // Web views are frames in frames.
  const found = [];
  for (const frame of page.frames()) {
    const all = await frame
      .locator(question.selector)
      .all()
      .catch(() => []);
    for (const element of all) {
      if (!(await element.isVisible().catch(() => false))) continue;
      if (question.ask === 'click') {
        const clicked = await element.click({ timeout: 5_000 }).then(
          () => true,
          () => false,
        );
        if (clicked) return { done: true };
      }
      // biome-ignore lint/performance/useDomNodeTextContent: as it is shown, with its lines.
      found.push(await element.evaluate((shown) => shown.innerText).catch(() => ''));
    }
  }
  return { text: found.join('\n') };
}

/** Waits until the window no longer changes: two pictures in a row are the same. */
async function settled(page) {
  let before = await page.screenshot();
  for (let round = 0; round < 20; round++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await page.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
}
