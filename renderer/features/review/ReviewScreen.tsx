import { useMemo, useState } from 'react'
import { usePlace } from '../../app/place'
import { useIsArriving } from '../../app/use-is-arriving'
import { useRoster, useSiteStudy } from '../../data/hooks'
import { useCasebooks } from '../../data/use-casebooks'
import { Chip } from '../../ui/chip'
import { KeyHints } from '../../ui/key-hints'
import { useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { SignDialog, type Signable } from '../../review/sign-dialog'
import { useSiteBook } from '../../review/use-assert'
import { ChangedList } from './changed-list'
import { CloseList } from './close-list'
import { DecideList } from './decide-list'
import { WORK, type Work, isOffered, linesOf } from './lines'
import { SignList } from './sign-list'
import { reviewScreenTexts } from './texts'
import { TravelList } from './travel-list'
import { VerifyList } from './verify-list'

/** What is to be done at this site with what was entered: verified, signed, decided, closed; by what the person is. */
export function ReviewScreen() {
  const say = useTexts(reviewScreenTexts)
  const place = usePlace()
  const study = useSiteStudy(place)
  const roster = useRoster(place.study, place.site)
  const siteBook = useSiteBook()
  const isArriving = useIsArriving(place)
  const subjects = useMemo(() => (roster ?? []).map(({ subject }) => subject), [roster])
  const { casebooks, read } = useCasebooks(subjects)
  const [chosen, setChosen] = useState<Work>()
  const [unfolded, setUnfolded] = useState<string>()
  // Stays open when nothing is left to sign: it says that it is done.
  const [signing, setSigning] = useState<readonly Signable[]>()
  const { roles } = place
  const offered = WORK.filter((one) => isOffered(one, roles))
  const lines = useMemo(
    () =>
      linesOf({ study, roster: roster ?? [], casebooks, roles, site: { book: siteBook, name: place.site }, unfolded }),
    [study, roster, casebooks, roles, siteBook, place.site, unfolded],
  )
  // Begins with what there is to do.
  const work = chosen ?? offered.find((one) => one !== 'travel' && lines[one].length > 0) ?? offered[0] ?? 'decide'
  const count = lines[work].length
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <ToolLine>
        <div className="line" role="group" aria-label={say('groups')}>
          {offered.map((of) => (
            <Chip
              key={of}
              on={work === of}
              {...(of !== 'close' && of !== 'travel' && { count: lines[of].length })}
              onClick={() => setChosen(of)}
            >
              {say(of)}
            </Chip>
          ))}
        </div>
      </ToolLine>
      {!roster || !study || (count === 0 && (isArriving || read < subjects.length)) ? (
        <Loading />
      ) : count === 0 ? (
        <EmptyState icon="review" title={say(`none-${work}`)}>
          {say(`none-${work}-text`)}
        </EmptyState>
      ) : work === 'verify' ? (
        <VerifyList study={study} lines={lines.verify} />
      ) : work === 'changed' ? (
        <ChangedList study={study} lines={lines.changed} />
      ) : work === 'sign' ? (
        <SignList study={study} lines={lines.sign} onSign={setSigning} />
      ) : work === 'decide' ? (
        <DecideList study={study} lines={lines.decide} />
      ) : work === 'travel' ? (
        <TravelList lines={lines.travel} />
      ) : (
        <CloseList
          study={study}
          lines={lines.close}
          siteBook={siteBook}
          onUnfold={(subject) => setUnfolded(unfolded === subject ? undefined : subject)}
        />
      )}
      {signing && <SignDialog parts={signing} onClose={() => setSigning(undefined)} />}
      <KeyHints>
        {read < subjects.length ? say('reading', { read, all: subjects.length }) : say('count', { count })}
      </KeyHints>
    </Screen>
  )
}
