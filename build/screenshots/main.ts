/**
 * `npm run screenshots [-- STORY …]`: pictures of the running app in dist/screenshots, light and dark, in both sizes.
 * Each file in scenes/ is a story: it starts a clean app once, and its scenes are walked in order. `--keep` puts the
 * pictures that the README shows into build/screenshots/pictures, which is committed.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchApp } from '../../test/support/app.ts';
import type { Story } from './scene.ts';

const sizes = [{ width: 1280, height: 800 }, { width: 1000, height: 700 }] as const;
const schemes = ['light', 'dark'] as const;
const shownInReadme = ['setup-preview-light-1280.png', 'plan-change-light-1280.png', 'conflicts-review-dark-1280.png', 'home-home-light-1280.png'] as const;
const folder = import.meta.dirname;
const output = resolve(folder, '../../dist/screenshots');
const pictures = join(folder, 'pictures');

async function stories(): Promise<readonly Story[]> {
  const files = readdirSync(join(folder, 'scenes')).filter((name) => name.endsWith('.ts')).sort();
  return await Promise.all(files.map(async (name) => ((await import(pathToFileURL(join(folder, 'scenes', name)).href)) as { readonly story: Story }).story));
}

async function walk(story: Story): Promise<void> {
  const app = await launchApp();
  try {
    for (const scene of story.scenes) {
      await scene.show(app);
      for (const size of sizes) {
        await app.page.setViewportSize(size);
        for (const colorScheme of schemes) {
          await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          // Two frames: the theme and the layout have settled.
          await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          const name = `${story.name}-${scene.name}-${colorScheme}-${size.width}.png`;
          await app.page.screenshot({ path: join(output, name) });
          console.log(`dist/screenshots/${name}`);
        }
      }
      await app.page.setViewportSize(sizes[0]);
      await app.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
  } finally {
    await app.close();
  }
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
mkdirSync(output, { recursive: true });
for (const story of await stories()) if (wanted.length === 0 || wanted.includes(story.name)) await walk(story);
if (process.argv.includes('--keep')) {
  mkdirSync(pictures, { recursive: true });
  for (const name of shownInReadme) if (existsSync(join(output, name))) copyFileSync(join(output, name), join(pictures, name));
}
