import { scenarioSuite } from '../support/scenario-suite.ts';

scenarioSuite(0, 2);
