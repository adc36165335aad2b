import { useMemo, useState } from 'react'
import type { DocumentId, SiteId, StudyId } from '#shared/ids'
import { type RangeFault, faultsIn } from '#shared/reference/range-faults'
import { sitePlace } from '#shared/reference/reference'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { CompiledStudy } from '#shared/study/compile'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { useSession } from '../../app/store'
import type { LoadOutcome } from '../../data/published'
import { type Loaded, useData, useSiteRanges } from '../../data/hooks'

/** The table as somebody is changing it, and the version they began from. */
interface Draft {
  readonly ranges: readonly RangeOfLaboratoryDef[]
  readonly over: DocumentId | null
}

/** Changes that are not saved outlive a look at another screen: they are nobody's data, and much typing. */
const drafts = new Map<string, Draft>()

type Saving = 'idle' | 'saving' | 'saved' | Exclude<LoadOutcome, 'loaded'>

export interface RangesAtWork {
  /** As they would count if they were saved now. */
  readonly ranges: readonly RangeOfLaboratoryDef[]
  readonly faults: readonly RangeFault[]
  readonly held: Loaded<SiteRanges> | undefined
  readonly changed: boolean
  readonly saving: Saving
  readonly change: (ranges: readonly RangeOfLaboratoryDef[]) => void
  readonly discard: () => void
  readonly save: () => void
}

const NONE: readonly RangeOfLaboratoryDef[] = []

/** The ranges of a site and what is being changed in them; undefined while they are being read. */
export function useRanges(study: CompiledStudy, studyId: StudyId, site: SiteId): RangesAtWork | undefined {
  const data = useData()
  const about = sitePlace(studyId, site)
  const name = `${useSession().user.id} ${about}`
  const read = useSiteRanges(studyId, site)
  const [draft, setDraft] = useState(() => drafts.get(name))
  const [saving, setSaving] = useState<Saving>('idle')
  const held = read?.held
  const ranges = draft?.ranges ?? held?.document.ranges ?? NONE
  const faults = useMemo(() => faultsIn(study, ranges), [study, ranges])
  if (!read) return undefined

  const keep = (next: Draft | undefined) => {
    if (next) drafts.set(name, next)
    else drafts.delete(name)
    setDraft(next)
  }
  const save = async () => {
    if (!draft || faults.length > 0 || saving === 'saving') return
    setSaving('saving')
    const outcome = await data.loadReference({
      reference: { kind: 'ranges', about, document: { format: 1, ranges: [...draft.ranges] } },
      over: draft.over,
    })
    if (outcome === 'loaded') keep(undefined)
    setSaving(outcome === 'loaded' ? 'saved' : outcome)
  }
  return {
    ranges,
    faults,
    held,
    changed: draft !== undefined,
    saving,
    change(next) {
      setSaving('idle')
      keep({ ranges: next, over: draft ? draft.over : (held?.loaded.document ?? null) })
    },
    discard() {
      setSaving('idle')
      keep(undefined)
    },
    save: () => void save(),
  }
}
