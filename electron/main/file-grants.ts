import { InputProblem } from '../../shared/errors.ts';

/** Files and folders that the open dialog handed out to be read whole; the window can have a worker read these and no other. */
export type OpenGrants = { grant(path: string): void; /** Throws when the person did not choose it. */ use(path: string): void };

export function createOpenGrants(): OpenGrants {
  const granted = new Set<string>();
  return {
    grant: (path) => void granted.add(path),
    use(path) {
      if (!granted.has(path)) throw new InputProblem('path', `${path} was not chosen in the open dialog.`, 'Choose the folder or the file in the dialog.');
    },
  };
}

/** Files that the save dialog handed out. The window can have a worker write to these and to no other, each once. */
export type SaveGrants = { grant(path: string): void; /** Throws when the person did not choose it. */ use(path: string): void };

export function createSaveGrants(): SaveGrants {
  const granted = new Set<string>();
  return {
    grant: (path) => void granted.add(path),
    use(path) {
      if (!granted.delete(path)) throw new InputProblem('path', `${path} was not chosen in the save dialog.`, 'Choose the file with Export, then Save.');
    },
  };
}
