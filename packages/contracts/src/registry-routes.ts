import { z } from 'zod';
import { may } from './access.ts';
import { form } from './field-forms.ts';
import * as registry from './registry.ts';
import * as queries from './registry-queries.ts';
import { add, ask, none, put, type Route } from './route.ts';
import { ProcedureCode, Slug, UnitId } from './scalars.ts';

const code = z.strictObject({ code: ProcedureCode });
const slug = z.strictObject({ id: Slug });
const unit = z.strictObject({ id: UnitId });

/** What the registry is told and asked over HTTP. */
export const registryRoutes: readonly Route[] = [
  put(
    // As in the question about it: OpenAPI knows no two paths that differ in a parameter's name alone.
    '/procedures/:code',
    registry.PublishProcedure,
    may.register,
    code,
    'Công bố thủ tục',
    'Publish a procedure',
    'code',
  ),
  put(
    '/units/:id',
    registry.RegisterUnit,
    may.register,
    // `GET /units/loads` is a question of its own.
    z.strictObject({ id: UnitId.refine((id) => id !== 'loads', form('UnitIdReserved')) }),
    'Đăng ký đơn vị',
    'Register a unit',
    'id',
  ),
  add(
    '/units/:id/officers',
    registry.AppointOfficer,
    may.register,
    unit,
    'Bổ nhiệm, phân công người vào đơn vị',
    'Appoint an officer',
    'id',
  ),
  add(
    '/units/:id/officers/relief',
    registry.RelieveOfficer,
    may.register,
    unit,
    'Ghi ngày cuối của người trong đơn vị',
    "Record an officer's last day",
    'id',
  ),
  put(
    '/calendars/:id',
    registry.PublishCalendar,
    may.register,
    slug,
    'Công bố lịch làm việc',
    'Publish a working calendar',
    'id',
  ),
  ask('GET', '/procedures', queries.ListProcedures, may.open, none, 'Danh mục thủ tục', 'List procedures'),
  ask('GET', '/procedures/:code', queries.FindProcedure, may.open, code, 'Xem thủ tục', 'Show a procedure'),
  ask('GET', '/units', queries.ListUnits, may.signedIn, none, 'Danh sách đơn vị', 'List units'),
  ask('GET', '/units/:id', queries.FindUnit, may.signedIn, unit, 'Xem đơn vị', 'Show a unit'),
  ask('GET', '/calendars/:id', queries.FindCalendar, may.open, slug, 'Xem lịch làm việc', 'Show a working calendar'),
  put('/rule-sets/:id', registry.PublishRuleSet, may.register, slug, 'Công bố bộ quy định', 'Publish a rule set', 'id'),
  ask('GET', '/rule-sets', queries.ListRuleSets, may.open, none, 'Danh sách bộ quy định', 'List rule sets'),
  ask('GET', '/rule-sets/:id', queries.FindRuleSet, may.open, slug, 'Xem bộ quy định', 'Show a rule set'),
  ask(
    'GET',
    '/units/:id/officers',
    queries.ListOfficers,
    may.signedIn,
    unit,
    'Người đang giữ vai trò trong đơn vị',
    'Who is in office in a unit',
  ),
  ask(
    'GET',
    '/versions/difference',
    queries.CompareVersions,
    may.signedIn,
    none,
    'Khác nhau giữa hai phiên bản',
    'What differs between two versions',
  ),
  ask('GET', '/law', queries.FindLaw, may.open, none, 'Quy định có hiệu lực', 'The law in force'),
];
