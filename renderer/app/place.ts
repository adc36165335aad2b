import { createContext, useContext } from 'react'
import { useNavigate } from 'react-router'
import type { FormPath, ItemPath } from '#shared/casebook/path'
import type { ChangeKind } from '#shared/change/change'
import type { SiteId, StudyId, StudyVersionId, SubjectKey } from '#shared/ids'
import type { Approval } from '#shared/protocol'
import { type Ability, can, mayAssert, type Role, saysData } from '#shared/roles'
import { type Destination, type DoseAddress, pathTo } from './paths'

/** Where the person is and who they are there. Made by the routes from the address and what this device was granted. */
export interface Place {
  readonly study: StudyId
  readonly site: SiteId
  readonly siteName: string
  /** The study version this site runs now: what new participants begin under. */
  readonly version: StudyVersionId
  /** That one, then all that its participants may be on. */
  readonly versions: readonly StudyVersionId[]
  /** What the site has approved, and when; first one first. */
  readonly approvals: readonly Approval[]
  /** What the person is here, the first being what their changes are signed as. Never empty. */
  readonly roles: readonly [Role, ...Role[]]
  /**
   * Where the participant of the screen went on at another site, and what the person is here besides: they read and take
   * along what was entered here, and write nothing (`place-now.tsx`).
   */
  readonly left?: { readonly to: SiteId; readonly roles: readonly Role[] }
  /** Those versions for which no training of theirs is on record: they read, and enter nothing by them. */
  readonly untrained: readonly StudyVersionId[]
  readonly subject?: SubjectKey
  readonly form?: FormPath
  /** The item the person was sent to. */
  readonly item?: ItemPath
  /** The dose that is to be decided about. */
  readonly dose?: DoseAddress
  /** The view of the casebook. */
  readonly view?: string
}

export const PlaceContext = createContext<Place | undefined>(undefined)

/** The place of the screen. Only for screens of a site. */
export function usePlace(): Place {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('this screen has no site')
  return place
}

/** The participant of the screen. Only for a casebook and its forms. */
export function useSubject(): SubjectKey {
  const { subject } = usePlace()
  if (!subject) throw new Error('this screen has no participant')
  return subject
}

/** The form of the screen. */
export function useFormPath(): FormPath {
  const { form } = usePlace()
  if (!form) throw new Error('this screen has no form')
  return form
}

/** Whether the person may assert this kind of change here; of what was begun under another version, by that one. */
export const mayHere = (place: Place, kind: ChangeKind, version = place.version): boolean =>
  !(place.untrained.includes(version) && saysData(kind)) && place.roles.some((role) => mayAssert(role, kind))

/** Whether the person would enter data here, had they a training on record. */
export const lacksTraining = (
  place: Pick<Place, 'untrained' | 'roles' | 'version'>,
  version = place.version,
): boolean => place.untrained.includes(version) && place.roles.some((role) => mayAssert(role, 'value'))

/** Whether the person has this ability here. */
export const canHere = ({ left, roles }: Place, ability: Ability): boolean =>
  (left?.roles ?? roles).some((role) => can(role, ability))

/** Goes to another place, as a link would. */
export function useGo(): (to: Destination) => void {
  const navigate = useNavigate()
  return (to) => void navigate(pathTo(to))
}
