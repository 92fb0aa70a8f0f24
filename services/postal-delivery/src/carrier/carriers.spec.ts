import { RegisterCarrier } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import { carrier } from '../../test/order-stories.ts';
import * as a from '../../test/shipment-stories.ts';
import { carriers } from './carriers.ts';

const given = specification(carriers);
const registrar = { id: 'registrar-0001', role: 'registrar', unit: 'platform' } as const;
const operator = { id: 'operator-0001', role: 'operator', unit: 'platform' } as const;
const said = { actor: operator, occurredAt: a.now, carrier: carrier.id };
const register = (change: object = {}) => ({
  ...said,
  actor: registrar,
  type: 'RegisterCarrier' as const,
  data: RegisterCarrier.data.parse({ ...carrier, ...change }),
});
const issue = { ...said, type: 'IssueCarrierKey' as const, data: {} };
const retire = (key: number) => ({ ...said, type: 'RetireCarrierKey' as const, data: { key } });
const registered = { type: 'CarrierRegistered' as const, data: register().data };
const issued = (key: number) => ({ type: 'CarrierKeyIssued' as const, data: { carrier: carrier.id, key } });
const retired = (key: number) => ({ type: 'CarrierKeyRetired' as const, data: { carrier: carrier.id, key } });

describe('A carrier', () => {
  it('is registered once, and again where it says something else', () => {
    given().when(register()).then(registered);
    given(registered).when(register()).thenNothing();
    const moved = register({ ordersUrl: 'https://carrier.example/orders' });
    given(registered).when(moved).then({ type: 'CarrierRegistered', data: moved.data });
  });
  it('runs offices that nobody else runs', () =>
    given(registered)
      .when({ ...register({ id: 'other-post' }), carrier: 'other-post' })
      .thenRefused('OfficeOfAnotherCarrier', { office: 'ha-long-post', carrier: 'vnpost' }));
  it('is registered by registrars', () =>
    given()
      .when({ ...register(), actor: operator })
      .thenRefused('RoleNotAllowed'));

  it('has two keys at most, so that they can change, each with a number of its own for good', () => {
    given(registered).when(issue).then(issued(1));
    given(registered, issued(1)).when(issue).then(issued(2));
    given(registered, issued(1), issued(2)).when(issue).thenRefused('CarrierKeysInForce', { keys: '1, 2' });
    given(registered, issued(1), issued(2)).when(retire(1)).then(retired(1));
    given(registered, issued(1), issued(2), retired(1)).when(issue).then(issued(3));
    given(registered, issued(1), retired(1)).when(issue).then(issued(2));
  });
  it('keeps its keys when it is registered anew', () =>
    given(registered, issued(1), issued(2), { ...registered, data: { ...registered.data, source: 'moved' } })
      .when(issue)
      .thenRefused('CarrierKeysInForce'));
  it('loses a key once', () => {
    given(registered, issued(1), retired(1)).when(retire(1)).thenNothing();
    given(registered, issued(1)).when(retire(2)).thenRefused('CarrierKeyUnknown', { key: 2 });
  });
  it('is known, and its keys are operators’', () => {
    given().when(issue).thenRefused('CarrierNotFound', { id: 'vnpost' });
    given(registered)
      .when({ ...issue, actor: registrar })
      .thenRefused('RoleNotAllowed');
    given(registered, issued(1))
      .when({ ...retire(1), actor: a.postman })
      .thenRefused('RoleNotAllowed');
  });
});
