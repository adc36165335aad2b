import type { Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { recordName, scopeWords } from '../../review/words'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import type { VerifyLine } from './lines'
import { participantColumn } from './participant-column'
import { useListed } from './use-listed'

/** Forms that hold something the plan wants compared with the source. */
export function VerifyList({ study, lines }: { study: CompiledStudy; lines: readonly VerifyLine[] }) {
  const { say, language, place, go, current, setAt } = useListed(lines)
  const nameOf = (casebook: Casebook, form: FormPath): string =>
    [recordName(study, casebook, form), scopeWords(study, form, language).form].filter(Boolean).join(', ')
  return (
    <Table
      label={say('verify')}
      rows={lines}
      rowKey={({ key }) => key}
      current={current?.key}
      onCurrent={({ key }) => setAt(key)}
      onOpen={({ casebook: { subject }, form }) =>
        go({ screen: 'form', study: place.study, site: place.site, subject, form })
      }
      openLabel={say('open')}
      columns={[
        participantColumn(say('participant')),
        { id: 'visit', title: say('visit'), width: 220, cell: ({ form }) => scopeWords(study, form, language).visit },
        { id: 'form', title: say('form'), width: 380, cell: ({ casebook, form }) => nameOf(casebook, form) },
        {
          id: 'state',
          title: say('state'),
          cell: ({ asked, verified }) => (
            <Mark state={verified > 0 ? 'begun' : 'planned'} word={say('verifiedOf', { done: verified, of: asked })} />
          ),
        },
      ]}
    />
  )
}
