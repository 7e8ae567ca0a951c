import '@fontsource-variable/inter';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startAppStore } from './frame/app-store.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
startAppStore();
createRoot(root).render(<App />);
