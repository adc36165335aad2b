import { SiteId, StudyId } from '#shared/ids'
import type { Role } from '#shared/roles'

/** The people and sites of the demonstration, named by what they do. Never on a production server. */

export const PASSWORD = 'tracer-demo-2026'

export const STUDY = StudyId.parse('NCT03972488')
export const NL01 = SiteId.parse('NL01')
export const FR01 = SiteId.parse('FR01')
/** Runs the whole of NETTER-2; the people of Rotterdam work there too. */
export const NL02 = SiteId.parse('NL02')

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
  {
    userName: 'nurse.nl01',
    name: 'Research nurse NL01',
    what: 'research nurse, Rotterdam',
    role: 'nurse',
    sites: [NL01],
  },
  {
    userName: 'investigator.nl01',
    name: 'Investigator NL01',
    what: 'investigator, Rotterdam',
    role: 'investigator',
    sites: [NL01],
  },
  { userName: 'nurse.fr01', name: 'Research nurse FR01', what: 'research nurse, Lyon', role: 'nurse', sites: [FR01] },
  { userName: 'monitor', name: 'Monitor', what: 'monitor, both sites', role: 'monitor', sites: [NL01, FR01] },
  { userName: 'datamanager', name: 'Data manager', what: 'data manager', role: 'data-manager', sites: ['*'] },
  { userName: 'admin', name: 'Administrator', what: 'administrator', role: 'administrator', sites: ['*'] },
] as const satisfies readonly Account[]
