import { useState } from 'react'
import type { ItemEntry } from '#shared/casebook/casebook'
import { answersOf } from '#shared/casebook/links'
import { formOf, formOid, itemOf } from '#shared/casebook/path'
import { verifying } from '#shared/review/verification'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { useAssert } from '../../review/use-assert'
import { scopeWords } from '../../review/words'
import { Button } from '../../ui/button'
import { useKeys } from '../../ui/keys'
import { Notice } from '../../ui/notice'
import { Table } from '../../ui/table'
import type { ChangedLine } from './lines'
import { participantColumn } from './participant-column'
import styles from './review.module.css'
import { useListed } from './use-listed'

/** Only what changed since it was verified, old and new side by side: one key verifies it again and goes on. */
export function ChangedList({ study, lines }: { study: CompiledStudy; lines: readonly ChangedLine[] }) {
  const { say, language, place, go, authorOf, current, setAt } = useListed(lines)
  const assert = useAssert(study)
  const [failed, setFailed] = useState(false)
  const verify = async () => {
    const form = current && formOf(current.item)
    const state = form && current.casebook.forms.get(form)
    const body = state && verifying(state, current.item)
    if (!body) return
    const next = lines[lines.indexOf(current) + 1]
    const done = await assert(current.casebook, body)
    setFailed(!done)
    if (done) setAt(next?.key)
  }
  useKeys([{ keys: 'v', label: say('verifyAgain'), run: () => void verify() }])
  const show = ({ item, casebook }: ChangedLine, entries: readonly ItemEntry[]): string => {
    const form = formOf(item)
    const def = form && study.item(formOid(form), itemOf(item))?.def
    if (!def) return ''
    return entries
      .map(({ value }) => showEntry(def, value, answersOf(study, casebook, def), language) || say('empty'))
      .join(' / ')
  }
  return (
    <>
      <Table
        label={say('changed')}
        rows={lines}
        rowKey={({ key }) => key}
        current={current?.key}
        onCurrent={({ key }) => setAt(key)}
        onOpen={({ casebook: { subject }, item }) => {
          const form = formOf(item)
          if (form) go({ screen: 'form', study: place.study, site: place.site, subject, form, item })
        }}
        openLabel={say('open')}
        columns={[
          participantColumn(say('participant')),
          {
            id: 'item',
            title: say('item'),
            cell: ({ item }) => {
              const words = scopeWords(study, item, language)
              return [words.item, words.form, words.visit].filter(Boolean).join(', ')
            },
          },
          { id: 'was', title: say('was'), width: 150, cell: (line) => <s className="mute">{show(line, line.was)}</s> },
          {
            id: 'now',
            title: say('now'),
            width: 150,
            cell: (line) => <span className="medium">{show(line, line.now)}</span>,
          },
          {
            id: 'by',
            title: say('by'),
            width: 200,
            cell: ({ now }) => now.map(({ logged }) => authorOf(logged)).join(', '),
          },
          { id: 'why', title: say('why'), width: 180, cell: ({ now }) => now.map(({ reason }) => reason).join(', ') },
        ]}
      />
      <div className={styles.foot}>
        {failed && <Notice tone="stop" live title={say('notSaved')} />}
        <span className="grow" />
        <Button kind="primary" keys="v" onClick={() => void verify()}>
          {say('verifyAgain')}
        </Button>
      </div>
    </>
  )
}
