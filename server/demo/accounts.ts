import { SiteId, StudyId } from '#shared/ids'
import type { Role } from '#shared/roles'

/** The people and sites of the demonstration. Made up; never on a production server. */

export const PASSWORD = 'tracer-demo-2026'

export const STUDY = StudyId.parse('NCT03972488')
export const NL01 = SiteId.parse('NL01')
export const FR01 = SiteId.parse('FR01')

export const SITES = [
  { id: NL01, name: 'Rotterdam' },
  { id: FR01, name: 'Lyon' },
] as const

export interface Account {
  readonly userName: string
  readonly name: string
  /** What a newcomer reads beside the user name. */
  readonly what: string
  readonly role: Role
  readonly sites: readonly (SiteId | '*')[]
}

export const ACCOUNTS = [
  { userName: 'nurse.nl01', name: 'Anna de Vries', what: 'research nurse, Rotterdam', role: 'nurse', sites: [NL01] },
  {
    userName: 'investigator.nl01',
    name: 'Pieter Bakker',
    what: 'investigator, Rotterdam',
    role: 'investigator',
    sites: [NL01],
  },
  { userName: 'nurse.fr01', name: 'Claire Moreau', what: 'research nurse, Lyon', role: 'nurse', sites: [FR01] },
  { userName: 'monitor', name: 'Ingrid Holm', what: 'monitor, both sites', role: 'monitor', sites: [NL01, FR01] },
  { userName: 'datamanager', name: 'Samuel Okoye', what: 'data manager', role: 'data-manager', sites: ['*'] },
  { userName: 'admin', name: 'Lena Fischer', what: 'administrator', role: 'administrator', sites: ['*'] },
] as const satisfies readonly Account[]
