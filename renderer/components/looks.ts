import { tokens } from '@fluentui/react-components';
import { AddRegular, ArrowUndoRegular, DeleteRegular, EditRegular, HandRightRegular, LinkRegular, PauseRegular, SubtractRegular, type FluentIcon } from '@fluentui/react-icons';
import type { PlanAction, PlanChange } from '../../shared/plan.ts';

/** What a change looks like, everywhere: a colour, an icon and a word, never the colour alone (see the design of the screens). */
export const looks = ['create', 'restore', 'link', 'update', 'disable', 'delete', 'held', 'unchanged'] as const;
export type Look = (typeof looks)[number];

export const lookTable: Readonly<Record<Look, { readonly icon: FluentIcon; readonly foreground: string; readonly background: string; readonly border: string }>> = {
  create: { icon: AddRegular, foreground: tokens.colorPaletteGreenForeground1, background: tokens.colorPaletteGreenBackground1, border: tokens.colorPaletteGreenBorder1 },
  restore: { icon: ArrowUndoRegular, foreground: tokens.colorPaletteGreenForeground1, background: tokens.colorPaletteGreenBackground1, border: tokens.colorPaletteGreenBorder1 },
  link: { icon: LinkRegular, foreground: tokens.colorPaletteGrapeForeground2, background: tokens.colorPaletteGrapeBackground2, border: tokens.colorPaletteGrapeBorderActive },
  update: { icon: EditRegular, foreground: tokens.colorPaletteBlueForeground2, background: tokens.colorPaletteBlueBackground2, border: tokens.colorPaletteBlueBorderActive },
  disable: { icon: PauseRegular, foreground: tokens.colorNeutralForeground2, background: tokens.colorNeutralBackground4, border: tokens.colorNeutralStroke1 },
  delete: { icon: DeleteRegular, foreground: tokens.colorPaletteRedForeground1, background: tokens.colorPaletteRedBackground1, border: tokens.colorPaletteRedBorder1 },
  held: { icon: HandRightRegular, foreground: tokens.colorPaletteMarigoldForeground2, background: tokens.colorPaletteMarigoldBackground2, border: tokens.colorPaletteMarigoldBorderActive },
  unchanged: { icon: SubtractRegular, foreground: tokens.colorNeutralForeground3, background: tokens.colorNeutralBackground3, border: tokens.colorNeutralStroke2 },
};

const lookOfAction: Readonly<Record<PlanAction, Look>> = {
  create: 'create',
  restore: 'restore',
  link: 'link',
  update: 'update',
  addMembers: 'update',
  setManager: 'update',
  clearManager: 'update',
  removeMembers: 'update',
  disable: 'disable',
  delete: 'delete',
};

/** The look of a planned change; what is held looks held, whatever it would do. */
export function lookOf(change: Pick<PlanChange, 'action' | 'hold'>): Look {
  return change.hold === null ? lookOfAction[change.action] : 'held';
}
