import { AppsListDetailRegular, ArrowSyncRegular, BranchForkRegular, HeartPulseRegular, HomeRegular, OptionsRegular, PeopleSearchRegular, SettingsRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ComponentType } from 'react';
import type { AppState } from '../../shared/ipc/state.ts';
import { ConflictsScreen } from '../features/conflicts/conflicts-screen.tsx';
import { HealthScreen } from '../features/health/health-screen.tsx';
import { HomeScreen } from '../features/home/home-screen.tsx';
import { ObjectsScreen } from '../features/objects/objects-screen.tsx';
import { PlanScreen } from '../features/plan/plan-screen.tsx';
import { RulesScreen } from '../features/rules/rules-screen.tsx';
import { RunsScreen } from '../features/runs/runs-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { SetupScreen } from '../features/setup/setup-screen.tsx';
import type { ScreenId } from './navigation.ts';

export type ScreenEntry = {
  readonly id: ScreenId;
  readonly icon: FluentIcon;
  readonly component: ComponentType;
  /** Number in the badge; 0 shows none. */
  readonly count?: (app: AppState) => number;
};

/** The screens of the rail, in its order. Setup is a screen of its own, without the rail. */
export const railScreens: readonly ScreenEntry[] = [
  { id: 'home', icon: HomeRegular, component: HomeScreen },
  { id: 'plan', icon: AppsListDetailRegular, component: PlanScreen },
  { id: 'runs', icon: ArrowSyncRegular, component: RunsScreen },
  { id: 'conflicts', icon: BranchForkRegular, component: ConflictsScreen, count: ({ status }) => status?.openConflicts ?? 0 },
  { id: 'objects', icon: PeopleSearchRegular, component: ObjectsScreen },
  { id: 'rules', icon: OptionsRegular, component: RulesScreen },
  { id: 'health', icon: HeartPulseRegular, component: HealthScreen, count: ({ status }) => status?.alerts ?? 0 },
  { id: 'settings', icon: SettingsRegular, component: SettingsScreen },
];

/** Guides the first steps; shown alone when there is no profile. */
export const setupScreen: ComponentType = SetupScreen;
