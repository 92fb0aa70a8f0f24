import { z } from 'zod';
import { may } from './access.ts';
import { FindPetition, ListPetitions } from './petition-queries.ts';
import * as petitions from './petitions.ts';
import { add, ask, none, put, type Route } from './route.ts';

const petition = z.strictObject({ id: petitions.PetitionId });

/** Petitions and complaints: about dossiers, or about a unit. */
export const petitionRoutes: readonly Route[] = [
  put(
    '/petitions/:id',
    petitions.ReceivePetition,
    may.petition,
    petition,
    'Tiếp nhận phản ánh, kiến nghị, khiếu nại',
    'Receive a petition or complaint',
  ),
  add(
    '/petitions/:id/acceptance',
    petitions.AcceptComplaint,
    may.handlePetitions,
    petition,
    'Thụ lý khiếu nại',
    'Accept a complaint',
  ),
  add(
    '/petitions/:id/assignment',
    petitions.AssignPetition,
    may.handlePetitions,
    petition,
    'Giao người giải quyết phản ánh, kiến nghị',
    'Assign a petition',
  ),
  add(
    '/petitions/:id/forwarding',
    petitions.ForwardPetition,
    may.handlePetitions,
    petition,
    'Chuyển cơ quan có thẩm quyền',
    'Forward a petition to the competent agency',
  ),
  add(
    '/petitions/:id/extension',
    petitions.ExtendPetition,
    may.handlePetitions,
    petition,
    'Gia hạn giải quyết phản ánh, kiến nghị',
    'Extend the term of a petition',
  ),
  add(
    '/petitions/:id/answer',
    petitions.AnswerPetition,
    may.handlePetitions,
    petition,
    'Trả lời phản ánh, kiến nghị, khiếu nại',
    'Answer a petition or complaint',
  ),
  add(
    '/petitions/:id/withdrawal',
    petitions.WithdrawPetition,
    may.petition,
    petition,
    'Rút phản ánh, kiến nghị, khiếu nại',
    'Withdraw a petition or complaint',
  ),
  add(
    '/petitions/:id/rating',
    petitions.RatePetition,
    may.petition,
    petition,
    'Đánh giá việc giải quyết phản ánh, kiến nghị',
    'Rate how a petition was handled',
  ),
  ask('GET', '/petitions', ListPetitions, may.readPetitions, none, 'Phản ánh, kiến nghị', 'List petitions'),
  ask('GET', '/petitions/:id', FindPetition, may.readPetitions, petition, 'Xem phản ánh, kiến nghị', 'Show a petition'),
];
