import { z } from 'zod';
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
    ['registrar'],
    code,
    'Công bố thủ tục',
    'Publish a procedure',
    'code',
  ),
  put(
    '/units/:id',
    registry.RegisterUnit,
    ['registrar'],
    // `GET /units/loads` is a question of its own.
    z.strictObject({ id: UnitId.refine((id) => id !== 'loads', form('UnitIdReserved')) }),
    'Đăng ký đơn vị',
    'Register a unit',
    'id',
  ),
  add(
    '/units/:id/officers',
    registry.AppointOfficer,
    ['registrar'],
    unit,
    'Bổ nhiệm, phân công người vào đơn vị',
    'Appoint an officer',
    'id',
  ),
  add(
    '/units/:id/officers/relief',
    registry.RelieveOfficer,
    ['registrar'],
    unit,
    'Ghi ngày cuối của người trong đơn vị',
    "Record an officer's last day",
    'id',
  ),
  put(
    '/calendars/:id',
    registry.PublishCalendar,
    ['registrar'],
    slug,
    'Công bố lịch làm việc',
    'Publish a working calendar',
    'id',
  ),
  ask('GET', '/procedures', queries.ListProcedures, 'anyone', none, 'Danh mục thủ tục', 'List procedures'),
  ask('GET', '/procedures/:code', queries.FindProcedure, 'anyone', code, 'Xem thủ tục', 'Show a procedure'),
  ask('GET', '/units', queries.ListUnits, 'signed-in', none, 'Danh sách đơn vị', 'List units'),
  ask('GET', '/units/:id', queries.FindUnit, 'signed-in', unit, 'Xem đơn vị', 'Show a unit'),
  ask('GET', '/calendars/:id', queries.FindCalendar, 'anyone', slug, 'Xem lịch làm việc', 'Show a working calendar'),
  put(
    '/rule-sets/:id',
    registry.PublishRuleSet,
    ['registrar'],
    slug,
    'Công bố bộ quy định',
    'Publish a rule set',
    'id',
  ),
  ask('GET', '/rule-sets', queries.ListRuleSets, 'anyone', none, 'Danh sách bộ quy định', 'List rule sets'),
  ask('GET', '/rule-sets/:id', queries.FindRuleSet, 'anyone', slug, 'Xem bộ quy định', 'Show a rule set'),
  ask(
    'GET',
    '/units/:id/officers',
    queries.ListOfficers,
    'signed-in',
    unit,
    'Người đang giữ vai trò trong đơn vị',
    'Who is in office in a unit',
  ),
  ask(
    'GET',
    '/versions/difference',
    queries.CompareVersions,
    'signed-in',
    none,
    'Khác nhau giữa hai phiên bản',
    'What differs between two versions',
  ),
  ask('GET', '/law', queries.FindLaw, 'anyone', none, 'Quy định có hiệu lực', 'The law in force'),
];
