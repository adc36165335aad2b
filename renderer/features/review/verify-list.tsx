import { useState } from 'react'
import type { CompiledStudy } from '#shared/study/compile'
import { useGo, usePlace } from '../../app/place'
import { scopeWords } from '../../review/words'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import type { VerifyLine } from './lines'
import { reviewScreenTexts } from './texts'

/** Forms that hold something the plan wants compared with the source. */
export function VerifyList({ study, lines }: { study: CompiledStudy; lines: readonly VerifyLine[] }) {
  const say = useTexts(reviewScreenTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const [at, setAt] = useState<string>()
  return (
    <Table
      label={say('verify')}
      rows={lines}
      rowKey={({ key }) => key}
      current={lines.some(({ key }) => key === at) ? at : lines[0]?.key}
      onCurrent={({ key }) => setAt(key)}
      onOpen={({ casebook: { subject }, form }) =>
        go({ screen: 'form', study: place.study, site: place.site, subject, form })
      }
      openLabel={say('open')}
      columns={[
        {
          id: 'code',
          title: say('participant'),
          width: 108,
          cell: ({ code }) => <span className="medium">{code}</span>,
        },
        { id: 'visit', title: say('visit'), width: 220, cell: ({ form }) => scopeWords(study, form, language).visit },
        { id: 'form', title: say('form'), cell: ({ form }) => scopeWords(study, form, language).form },
        {
          id: 'state',
          title: say('state'),
          width: 180,
          cell: ({ asked, verified }) => (
            <Mark state={verified > 0 ? 'begun' : 'planned'} word={say('verifiedOf', { done: verified, of: asked })} />
          ),
        },
      ]}
    />
  )
}
