import { placeOf } from '#shared/casebook/links'
import type { CompiledStudy } from '#shared/study/compile'
import { useGo, usePlace, useSubject } from '../app/place'

/** Goes to the record that a link leads to. */
export function useOpenRecord(study: CompiledStudy): (reference: string) => void {
  const go = useGo()
  const { study: id, site } = usePlace()
  const subject = useSubject()
  return (reference) => {
    const to = placeOf(study, reference)
    if (to) go({ screen: 'form', study: id, site, subject, ...to })
  }
}
