import { createDOMRenderer, FluentProvider, RendererProvider, Toaster } from '@fluentui/react-components';
import { useMemo } from 'react';
import { Frame } from './frame/frame.tsx';
import { useAppStore } from './frame/app-store.ts';
import { frameStrings } from './strings/frame.ts';
import { toasterId } from './frame/toasts.ts';
import { darkTheme, lightTheme } from './theme/theme.ts';
import { useDark } from './theme/use-dark.ts';

/** The Content Security Policy allows only styles that carry this start's nonce. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

export function App() {
  const dark = useDark(useAppStore(({ app }) => app?.theme ?? 'system'));
  const renderer = useMemo(() => createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce() } }), []);
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={dark ? darkTheme : lightTheme} style={{ height: '100%' }}>
        <Frame />
        <aside aria-label={frameStrings.messages}>
          <Toaster inline toasterId={toasterId} position="top-end" offset={{ vertical: 56, horizontal: 16 }} />
        </aside>
      </FluentProvider>
    </RendererProvider>
  );
}
