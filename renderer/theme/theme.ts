import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';

/** Segoe UI exists on Windows only; Inter comes with the app. */
const fontFamilyBase = "'Segoe UI Variable Text', 'Segoe UI', 'Inter Variable', system-ui, sans-serif";
const fontFamilyMonospace = "'Cascadia Mono', Consolas, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace";

export const lightTheme: Theme = { ...webLightTheme, fontFamilyBase, fontFamilyMonospace };
export const darkTheme: Theme = { ...webDarkTheme, fontFamilyBase, fontFamilyMonospace };
