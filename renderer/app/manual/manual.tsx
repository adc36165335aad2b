import { Fragment, useEffect, useRef, useState } from 'react'
import type { HostVersion } from '#shared/host'
import type { StudyVersionId } from '#shared/ids'
import { useStudy } from '../../data/hooks'
import { Dialog } from '../../ui/dialog'
import { useLanguage, useTexts } from '../../ui/language'
import { Loading } from '../../ui/progress'
import { Tabs } from '../../ui/screen'
import { useHost } from '../host-context'
import { appTexts } from '../texts'
import { type Block, type Piece, blocksOf } from './blocks'
import styles from './manual.module.css'
import { type PageName, pages } from './pages'

const names = [
  'nurse',
  'investigator',
  'monitor',
  'data-manager',
  'administrator',
  'release-notes',
] as const satisfies readonly PageName[]

interface ManualProps {
  readonly first: PageName
  /** The study version that is worked by, where there is one. */
  readonly forms: StudyVersionId | undefined
  readonly onClose: () => void
}

/** The manuals and release notes of this very build, beginning with the one for what the person is here. */
export function Manual({ first, forms, onClose }: ManualProps) {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const study = useStudy(forms)?.version
  const host = useHost()
  const [current, setCurrent] = useState<PageName>(first)
  const article = useRef<HTMLElement>(null)
  const [blocks, setBlocks] = useState<readonly Block[]>()
  const [version, setVersion] = useState<HostVersion>()
  useEffect(() => void host.version().then(setVersion), [host])
  useEffect(() => {
    let here = true
    void pages[current]().then(({ default: page }) => {
      if (!here) return
      setBlocks(blocksOf(page))
      article.current?.parentElement?.scrollTo(0, 0)
    })
    return () => {
      here = false
    }
  }, [current])
  return (
    <Dialog
      wide="table"
      title={say('manual')}
      onClose={onClose}
      foot={
        version && (
          <p className={styles.version}>
            {say('aboutVersion', { app: version.app, build: version.build, platform: version.platform })}
            {study && ` · ${say('aboutForms', { study: study.study.name, version: study.name })}`}
          </p>
        )
      }
    >
      <div className={styles.tabs}>
        <Tabs
          label={say('manual')}
          tabs={names.map((name) => ({ id: name, label: say(name) }))}
          current={current}
          onChange={setCurrent}
        />
      </div>
      {language !== 'en' && <p className={styles.language}>{say('manualInEnglish')}</p>}
      <article ref={article} className={styles.page} lang="en" tabIndex={0} aria-label={say(current)}>
        {blocks ? blocks.map((block, i) => <Shown key={i} block={block} />) : <Loading />}
      </article>
    </Dialog>
  )
}

function Shown({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'title':
      return (
        <h1>
          <Words words={block.words} />
        </h1>
      )
    case 'heading':
      return (
        <h2>
          <Words words={block.words} />
        </h2>
      )
    case 'paragraph':
      return (
        <p>
          <Words words={block.words} />
        </p>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((words, i) => (
            <li key={i}>
              <Words words={words} />
            </li>
          ))}
        </ul>
      )
  }
}

const Words = ({ words }: { readonly words: readonly Piece[] }) =>
  words.map(({ text, look }, i) => {
    if (look === 'strong') return <strong key={i}>{text}</strong>
    if (look === 'code') return <code key={i}>{text}</code>
    return <Fragment key={i}>{text}</Fragment>
  })
