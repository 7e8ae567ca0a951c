/** A reading thread that never says anything. */
setInterval(() => undefined, 1_000);
