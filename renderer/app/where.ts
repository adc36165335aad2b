import { useMemo } from 'react'
import { useLocation, useParams } from 'react-router'
import { EventPath, FormPath, ItemPath } from '#shared/casebook/path'
import { Agent } from '#shared/dose-release/agents'
import { SiteId, StudyId, type StudyVersionId, SubjectKey } from '#shared/ids'
import { type SiteInfo, isTrained, versionsAt } from '#shared/protocol'
import { can, type Role } from '#shared/roles'
import type { SessionGrant } from '../data/door'
import type { Place } from './place'
import { useAppSelector, useSession } from './store'

/** What a person is at a site, as their grants say. */
export function rolesAt(
  grants: readonly SessionGrant[],
  study: string | undefined,
  site: string | undefined,
): readonly Role[] {
  const roles = grants
    .filter((grant) => grant.study === study && (grant.site === '*' || grant.site === site))
    .map(({ role }) => role)
  return [...new Set(roles)]
}

/** The versions of a site for which none of what somebody is there rests on a training that is on record. */
function untrainedAt(grants: readonly SessionGrant[], info: SiteInfo): readonly StudyVersionId[] {
  const here = grants.filter((grant) => grant.study === info.study && (grant.site === '*' || grant.site === info.site))
  return versionsAt(info).filter((version) => !here.some((grant) => isTrained(grant, info.trainings?.[version])))
}

/** Whether the person sets up this server, or a study on it: that is of no site. */
export function useAdministers(): boolean {
  const { administrator, grants } = useSession()
  return administrator || grants.some(({ role }) => can(role, 'administer'))
}

export type Where =
  | { readonly kind: 'place'; readonly place: Place }
  /** The sites are not read yet. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'not-granted' }
  /** An address that is no address. */
  | { readonly kind: 'nowhere' }

export interface Address {
  readonly study?: string | undefined
  readonly site?: string | undefined
  readonly subject?: string | undefined
  readonly form?: string | undefined
  readonly item?: string | undefined
  readonly event?: string | undefined
  readonly agent?: string | undefined
  readonly planned?: string | undefined
  readonly view?: string | undefined
}

/** Reads an address against what this device knows and the person may see. Parsed here, plain types from here on. */
export function whereIs(
  address: Address,
  sites: readonly SiteInfo[] | undefined,
  grants: readonly SessionGrant[],
): Where {
  const study = StudyId.safeParse(address.study)
  const site = SiteId.safeParse(address.site)
  const subject = SubjectKey.optional().safeParse(address.subject)
  const form = FormPath.optional().safeParse(address.form)
  const item = ItemPath.optional().safeParse(address.item)
  const event = EventPath.optional().safeParse(address.event)
  const agent = Agent.optional().safeParse(address.agent)
  if (!study.success || !site.success || !subject.success || !form.success) return { kind: 'nowhere' }
  if (!event.success || !agent.success) return { kind: 'nowhere' }
  if (!sites) return { kind: 'reading' }
  const info = sites.find((known) => known.study === study.data && known.site === site.data)
  const [role, ...others] = rolesAt(grants, study.data, site.data)
  if (!info || !role) return { kind: 'not-granted' }
  return {
    kind: 'place',
    place: {
      study: study.data,
      site: site.data,
      siteName: info.name,
      version: info.version,
      versions: versionsAt(info),
      approvals: info.approvals ?? [],
      roles: [role, ...others],
      untrained: untrainedAt(grants, info),
      ...(subject.data && { subject: subject.data }),
      ...(form.data && { form: form.data }),
      ...(item.success && item.data && { item: item.data }),
      ...(event.data &&
        agent.data && {
          dose: {
            ...{ event: event.data, agent: agent.data },
            ...(address.planned !== undefined && { planned: address.planned }),
          },
        }),
      ...(address.view !== undefined && { view: address.view }),
    },
  }
}

/** Where the address bar says the person is. */
export function useWhere(): Where {
  const { study, site, subject, form, event, agent } = useParams()
  const { search } = useLocation()
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const { grants } = useSession()
  return useMemo(() => {
    const asked = new URLSearchParams(search)
    const said = (name: string) => asked.get(name) ?? undefined
    const [item, view, planned] = [said('item'), said('view'), said('planned')]
    return whereIs({ study, site, subject, form, item, view, event, agent, planned }, sites, grants)
  }, [study, site, subject, form, event, agent, search, sites, grants])
}
