import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { formOf } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { closedHere } from '#shared/review/closing'
import { mayLead } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace } from '../../app/place'
import { ClosingDialog } from '../../review/closing-dialog'
import { scopeName, scopeWords } from '../../review/words'
import { Button } from '../../ui/button'
import { useKeys } from '../../ui/keys'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import type { CloseLine } from './lines'
import styles from './review.module.css'
import { useListed } from './use-listed'

interface CloseListProps {
  readonly study: CompiledStudy
  readonly lines: readonly CloseLine[]
  readonly siteBook: Casebook | undefined
  readonly onUnfold: (subject: SubjectKey) => void
}

type Part = Omit<CloseLine, 'code'> & { readonly code: string }

/** The site, its participants, and of one of them the visits and forms: each frozen, locked or opened by itself. */
export function CloseList({ study, lines, siteBook, onUnfold }: CloseListProps) {
  const [asked, setAsked] = useState<{ readonly part: Part; readonly to: Closing }>()
  const place = usePlace()
  const ofSite: readonly Part[] = siteBook
    ? [
        {
          ...{ key: 'site', code: place.site, casebook: siteBook, scope: '' as const, depth: 0 },
          closing: closedHere(siteBook, '')?.closing ?? 'open',
        },
      ]
    : []
  const parts: readonly Part[] = [...ofSite, ...lines]
  const { say, language, go, authorOf, current, setAt } = useListed(parts)
  const nameOf = ({ key, code, scope }: Part): string =>
    key === 'site' ? say('site', { site: code }) : [code, scopeName(study, scope, language)].filter(Boolean).join(', ')
  const isOffered = (to: Closing) =>
    current !== undefined && place.roles.some((role) => mayLead(role, current.closing, to))
  const ask = (to: Closing) => {
    if (current && isOffered(to)) setAsked({ part: current, to })
  }
  useKeys([
    { keys: 'f', label: say('close.frozen'), run: () => ask('frozen') },
    { keys: 'l', label: say('close.locked'), run: () => ask('locked') },
    { keys: 'o', label: say('close.open'), run: () => ask('open') },
  ])
  return (
    <>
      <Table
        label={say('close')}
        rows={parts}
        rowKey={({ key }) => key}
        current={current?.key}
        onCurrent={({ key }) => setAt(key)}
        onOpen={(part) => {
          setAt(part.key)
          const form = formOf(part.scope)
          const { subject } = part.casebook
          if (form) go({ screen: 'form', study: place.study, site: place.site, subject, form })
          else if (part.key !== 'site') onUnfold(subject)
        }}
        openLabel={say('unfold')}
        columns={[
          {
            id: 'what',
            title: say('what'),
            width: 420,
            cell: (part) => {
              const { visit, form } = scopeWords(study, part.scope, language)
              const name = part.depth === 0 ? nameOf(part) : part.depth === 1 ? (visit ?? part.scope) : form
              return <span className={[styles.top, styles.visit, styles.form][part.depth]}>{name}</span>
            },
          },
          {
            id: 'state',
            title: say('state'),
            width: 150,
            cell: ({ closing }) => (
              <Mark
                state={closing === 'locked' ? 'locked' : closing === 'frozen' ? 'held' : 'planned'}
                word={say(`closing.${closing}`)}
              />
            ),
          },
          {
            id: 'by',
            title: say('by'),
            cell: ({ casebook, scope, closing }) => {
              const closed = closing === 'open' ? undefined : closedHere(casebook, scope)
              return closed && authorOf(closed.logged)
            },
          },
        ]}
      />
      <div className={styles.foot}>
        <span className="grow" />
        {(['open', 'frozen', 'locked'] as const).map((to) => (
          <Button
            key={to}
            {...(to === 'locked' && { kind: 'primary', icon: 'lock' })}
            keys={{ open: 'o', frozen: 'f', locked: 'l' }[to]}
            disabled={!isOffered(to)}
            onClick={() => ask(to)}
          >
            {say(`close.${to}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <ClosingDialog
          study={study}
          casebook={asked.part.casebook}
          scope={asked.part.scope}
          to={asked.to}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}
