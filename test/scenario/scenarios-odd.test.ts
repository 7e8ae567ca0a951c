import { scenarioSuite } from '../support/scenario-suite.ts';

scenarioSuite(1, 2);
