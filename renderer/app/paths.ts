import type { EventPath, FormPath, ItemPath } from '#shared/casebook/path'
import type { Agent } from '#shared/dose-release/agents'
import type { SiteId, StudyId, SubjectKey } from '#shared/ids'

interface AtSite {
  readonly study: StudyId
  readonly site: SiteId
}

/** Every place a person can be. Addresses hold keys of participants, never what people call them. */
export type Destination =
  | { readonly screen: 'home' | 'sync' | 'alerts' | 'administration' }
  | (AtSite & { readonly screen: SiteScreen })
  | (AtSite & {
      readonly screen: 'casebook'
      readonly subject: SubjectKey
      /** The log to show, or another view; left out, the schedule. */
      readonly view?: string
    })
  | (AtSite & {
      readonly screen: 'form'
      readonly subject: SubjectKey
      readonly form: FormPath
      /** The item to begin at. */
      readonly item?: ItemPath
    })
  | (AtSite & { readonly screen: 'dose-release'; readonly subject: SubjectKey; readonly dose: DoseAddress })

/** A dose to decide about; without a day, on the one that its visit says. */
export interface DoseAddress {
  readonly event: EventPath
  readonly agent: Agent
  /** An ISO date, or an instant. */
  readonly planned?: string
}

/** The calendar among the views of a casebook; told from the code of a log by the colon, which no code has. */
export const PLANNER = ':planner'

/** Screens about a site as a whole. */
export type SiteScreen =
  'participants' | 'visits-due' | 'adverse-events' | 'queries' | 'review' | 'trail' | 'ranges' | 'exports' | 'versions'

/** Where a destination lies, for `useNavigate`. */
export function pathTo(to: Destination): string {
  switch (to.screen) {
    case 'home':
      return '/'
    case 'sync':
    case 'alerts':
    case 'administration':
      return `/${to.screen}`
    case 'participants':
    case 'visits-due':
    case 'adverse-events':
    case 'queries':
    case 'review':
    case 'trail':
    case 'ranges':
    case 'exports':
    case 'versions':
      return `/${to.study}/${to.site}/${to.screen}`
    case 'casebook': {
      const view = to.view === undefined ? '' : `?view=${encodeURIComponent(to.view)}`
      return `/${to.study}/${to.site}/participants/${to.subject}${view}`
    }
    case 'dose-release': {
      const { event, agent, planned } = to.dose
      const day = planned === undefined ? '' : `?planned=${encodeURIComponent(planned)}`
      return `/${to.study}/${to.site}/participants/${to.subject}/dose/${encodeURIComponent(event)}/${agent}${day}`
    }
    case 'form': {
      const item = to.item === undefined ? '' : `?item=${encodeURIComponent(to.item)}`
      return `/${to.study}/${to.site}/participants/${to.subject}/form/${encodeURIComponent(to.form)}${item}`
    }
  }
}

/** The same as an address for a link. */
export const hrefTo = (to: Destination): string => `#${pathTo(to)}`
