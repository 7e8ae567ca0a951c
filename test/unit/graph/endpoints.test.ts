import { expect, test } from 'vitest';
import { asProblem } from '../../../shared/errors.ts';
import { consentUrl, endpointsOf } from '../../../electron/connectors/graph/endpoints.ts';

test.each([
  ['global', 'https://login.microsoftonline.com/t1', 'https://graph.microsoft.com'],
  ['usGov', 'https://login.microsoftonline.us/t1', 'https://graph.microsoft.us'],
  ['usGovDod', 'https://login.microsoftonline.us/t1', 'https://dod-graph.microsoft.us'],
  ['china', 'https://login.chinacloudapi.cn/t1', 'https://microsoftgraph.chinacloudapi.cn'],
] as const)('the %s cloud has its own sign-in, Graph and scope', (cloud, authority, graph) => {
  expect(endpointsOf(cloud, 't1')).toEqual({ authority, knownAuthorities: [], graph: `${graph}/v1.0`, graphOrigin: graph, scope: `${graph}/.default`, ca: null });
});

test.each([
  ['https://login.host:8443', 'https://login.host:8443/t1'],
  ['https://login.host:8443/', 'https://login.host:8443/t1'],
  ['https://login.host:8443/other/', 'https://login.host:8443/other'],
])('an own authority %s becomes %s', (given, authority) => {
  expect(endpointsOf({ authority: given, graph: 'https://graph.host/v1.0/', ca: 'PEM' }, 't1')).toEqual({
    authority,
    knownAuthorities: ['login.host:8443'],
    graph: 'https://graph.host/v1.0',
    graphOrigin: 'https://graph.host',
    scope: 'https://graph.host/.default',
    ca: 'PEM',
  });
});

test('an address without TLS is refused: a token would cross the network readable', () => {
  const problem = (() => {
    try {
      return endpointsOf({ authority: 'http://login.host', graph: 'https://graph.host', ca: null }, 't1');
    } catch (error) {
      return asProblem(error);
    }
  })();
  expect(problem).toMatchObject({ kind: 'usage' });
});

test('consent is given at the authority of the tenant', () => {
  expect(consentUrl(endpointsOf('global', 't1'), 'c1')).toBe('https://login.microsoftonline.com/t1/adminconsent?client_id=c1');
});
