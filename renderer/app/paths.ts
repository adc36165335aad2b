import type { FormPath, ItemPath } from '#shared/casebook/path'
import type { SiteId, StudyId, SubjectKey } from '#shared/ids'

interface AtSite {
  readonly study: StudyId
  readonly site: SiteId
}

/** Every place a person can be. Addresses hold keys of participants, never what people call them. */
export type Destination =
  | { readonly screen: 'home' | 'sync' | 'administration' }
  | (AtSite & { readonly screen: SiteScreen })
  | (AtSite & { readonly screen: 'casebook'; readonly subject: SubjectKey })
  | (AtSite & {
      readonly screen: 'form'
      readonly subject: SubjectKey
      readonly form: FormPath
      /** The item to begin at. */
      readonly item?: ItemPath
    })

/** Screens about a site as a whole. */
export type SiteScreen = 'participants' | 'adverse-events' | 'queries' | 'ranges' | 'exports'

/** Where a destination lies, for `useNavigate`. */
export function pathTo(to: Destination): string {
  switch (to.screen) {
    case 'home':
      return '/'
    case 'sync':
    case 'administration':
      return `/${to.screen}`
    case 'participants':
    case 'adverse-events':
    case 'queries':
    case 'ranges':
    case 'exports':
      return `/${to.study}/${to.site}/${to.screen}`
    case 'casebook':
      return `/${to.study}/${to.site}/participants/${to.subject}`
    case 'form': {
      const item = to.item === undefined ? '' : `?item=${encodeURIComponent(to.item)}`
      return `/${to.study}/${to.site}/participants/${to.subject}/form/${encodeURIComponent(to.form)}${item}`
    }
  }
}

/** The same as an address for a link. */
export const hrefTo = (to: Destination): string => `#${pathTo(to)}`
