import { useMemo, useState } from 'react'
import { type Standing, inOrder, standings } from '#shared/casebook/derive'
import type { Casebook } from '#shared/casebook/casebook'
import { versionOf } from '#shared/casebook/versions'
import { type Logged, refOf } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import { streamParts } from '#shared/ids'
import { versionsAt } from '#shared/protocol'
import { usePersonName } from '../../app/people'
import { mayHere, usePlace } from '../../app/place'
import { useAppSelector } from '../../app/store'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './side-panel.module.css'
import { TransferDialog } from './transfer-dialog'
import { transferTexts } from './transfer-texts'

/** From which site to which somebody moved, and the way to another for whoever may. Nothing where neither is so. */
export function TransferPart({ casebook }: { readonly casebook: Casebook }) {
  const say = useTexts(transferTexts)
  const place = usePlace()
  const [asking, setAsking] = useState(false)
  const moves = useMemo(() => movesIn(casebook), [casebook])
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const version = versionOf(casebook)
  const others = (sites ?? []).filter(
    (info) =>
      info.study === place.study &&
      info.site !== place.site &&
      version !== undefined &&
      versionsAt(info).includes(version),
  )
  const isWaiting = moves.some(({ logged }) => !logged.receipt)
  const mayMove = others.length > 0 && !isWaiting && mayHere(place, 'transfer')
  if (moves.length === 0 && !mayMove) return null
  return (
    <section className={styles.part}>
      <h3>{say('part')}</h3>
      {moves.map((move) => (
        <Move key={refOf(move.logged.change)} {...move} />
      ))}
      {mayMove && (
        <Button className={styles.asks} onClick={() => setAsking(true)}>
          {say('ask')}
        </Button>
      )}
      {asking && <TransferDialog code={casebook.code ?? ''} sites={others} onClose={() => setAsking(false)} />}
    </section>
  )
}

interface MoveProps {
  readonly logged: Logged
  readonly standing: Standing | undefined
}

const movesIn = ({ own }: Casebook): readonly MoveProps[] => {
  const moves = inOrder(own.log).filter(({ change }) => change.body.kind === 'transfer')
  const standing = moves.length > 0 ? standings(own.log) : undefined
  return moves.map((logged) => ({ logged, standing: standing?.get(refOf(logged.change)) }))
}

/** One move: as it counts, as it waits for the server, or as the server did not let it count. */
function Move({ logged, standing }: MoveProps) {
  const say = useTexts(transferTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { change, receipt } = logged
  const { body } = change
  if (body.kind !== 'transfer') return null
  const who = nameOf(change.author) ?? change.author
  const when = showStamp(change.claimedAt, language)
  if (!receipt)
    return (
      <Notice tone="device" title={say('waiting', { site: body.to })} live>
        {say('waitingText')}
      </Notice>
    )
  if (standing !== 'counts') return <Notice tone="decide" title={say('held', { site: body.to, when })} live />
  return (
    <>
      <p className="medium">{say('moved', { from: streamParts(change.stream).site, to: body.to })}</p>
      <p className="secondary">{say('by', { who, when })}</p>
      <p className="secondary">{body.reason}</p>
    </>
  )
}
