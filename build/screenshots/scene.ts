import type { RunningApp } from '../../test/support/app.ts';

/** A screen worth a picture. `show` brings the running app there; it starts where the scene before it ended. */
export type Scene = { readonly name: string; show(app: RunningApp): Promise<void> };

/** Scenes that share one app from a clean start, in order. A file in scenes/ exports one as `story`. */
export type Story = { readonly name: string; readonly scenes: readonly Scene[] };
