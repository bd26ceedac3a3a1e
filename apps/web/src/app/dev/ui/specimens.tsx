"use client";

import { Mark } from "#brand/mark";
import { Alert } from "#ui/alert";
import { Avatar } from "#ui/avatar";
import { Badge } from "#ui/badge";
import { Button, buttonLook } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { Countdown } from "#ui/countdown";
import { Disclosure } from "#ui/disclosure";
import { highlight } from "#ui/highlight";
import * as icons from "#ui/icons";
import { Divider, LinkList, LinkListItem, OtherWays } from "#ui/link-list";
import { Fact, Facts, List, ListItem } from "#ui/list";
import { LitNumber } from "#ui/lit-number";
import { Moment } from "#ui/moment";
import { ScrollBox } from "#ui/scroll-box";
import { Section } from "#ui/section";
import { SideNav, SideNavLink } from "#ui/side-nav";
import { Spinner } from "#ui/spinner";
import * as stateIcons from "#ui/state-icons";
import { Summary, SummaryFact } from "#ui/summary";
import { Tab, Tabs } from "#ui/tabs";
import { LINK_LOOK } from "#ui/text-link";
import { FIELD_SPECIMENS } from "./field-specimens";
import { LiveDialog, StillResend } from "./live";
import { Pair, type Specimen } from "./pair";
import { sampleWords as words } from "./words";

/** In place of one that somebody has uploaded. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="#e8a33d" d="M0 0h2v2H0z"/><circle cx="1" cy="1" r=".6" fill="#0b5d5d"/></svg>')}`;

const ROW = "flex flex-wrap items-center gap-3";
const FOCUSED = "outline-2 outline-offset-2 outline-focus";
const CODE_SAMPLE = `// One answer, three surfaces.\nconst { data } = await client.password.signIn("ada@northfold.example", password);`;

const SPECIMENS: readonly Specimen[] = [
  {
    title: "Button",
    note: "One primary on a page",
    show: () => (
      <>
        <div className={ROW}>
          <Button variant="primary">Create account</Button>
          <span className={`${buttonLook({ variant: "primary" })} bg-accent-hover!`}>Under the pointer</span>
          <span className={`${buttonLook({ variant: "primary" })} ${FOCUSED}`}>With the focus</span>
          <Button variant="primary" pending pendingLabel="Signing you in">
            Sign in
          </Button>
          <Button variant="primary" notYet>
            Not yet
          </Button>
        </div>
        <div className={ROW}>
          <Button>Change</Button>
          <span className={`${buttonLook({})} bg-surface-hover!`}>Under the pointer</span>
          <Button pending pendingLabel="Changing">
            Change
          </Button>
          <Button notYet>In 0:42</Button>
          <Button variant="quiet">Cancel</Button>
          <Button variant="danger">Turn off</Button>
          <Button variant="dangerous">Delete account</Button>
        </div>
        <div className={ROW}>
          <Button size="small">Small</Button>
          <Button size="small" pending pendingLabel="Saving">
            Save
          </Button>
          <Button size="small" variant="quiet">
            Quiet
          </Button>
          <Button size="small" variant="danger">
            Sign out
          </Button>
        </div>
        <Button wide>As wide as what it stands in</Button>
      </>
    ),
  },
  ...FIELD_SPECIMENS,
  {
    title: "Alert",
    note: "Icon, words, a way on",
    show: (id) => (
      <>
        <Alert tone="danger" title="Two things need a change">
          <ul className="grid gap-2">
            <li>
              <a className={LINK_LOOK} href={`#${id}-wrong`}>
                {words.problems.email.summary}
              </a>
            </li>
            <li>
              <a className={LINK_LOOK} href={`#${id}-short`}>
                {words.problems.password.summary}
              </a>
            </li>
          </ul>
        </Alert>
        <Alert tone="warning" title="Too many tries">
          <Countdown seconds={872} phrase={words.toWait} words={words.wait} />
        </Alert>
        <Alert tone="success">
          <p>New code sent. Only the newest one works.</p>
        </Alert>
        <Alert tone="danger" title="This link is over">
          <p>
            Links work once.{" "}
            <a className={LINK_LOOK} href="#alert">
              Ask for a new one
            </a>
          </p>
        </Alert>
      </>
    ),
  },
  {
    title: "Resend",
    note: "Counting, ready, on its way",
    show: () => (
      <>
        <StillResend state="counting" />
        <StillResend state="ready" />
        <StillResend state="pending" />
      </>
    ),
  },
  {
    title: "Small signs",
    note: "Lantern, badge, avatar, mark, spinner, time, the number that is chosen",
    show: () => (
      <>
        <div className={ROW}>
          <Badge tone="current">This device</Badge>
          <Badge tone="current">Last used</Badge>
        </div>
        <LitNumber number="42" label="The number is" size="small" />
        <div className={ROW}>
          <Badge tone="quiet">Off</Badge>
          <Badge tone="plain">12</Badge>
          <Badge tone="success">Confirmed</Badge>
          <Badge tone="warning">Not confirmed</Badge>
        </div>
        <div className={ROW}>
          <Avatar name="Ada Moreau" />
          <Avatar name="ada@northfold.example" />
          <Avatar name="Ada Moreau" picture={PICTURE} />
          <Avatar name="Ada Moreau" size="large" picture={PICTURE} />
          <Mark className="size-8" />
          <Mark className="size-4" />
          <Spinner />
          <span className="text-sm text-ink-soft">
            <Moment at={1_773_565_920} style="day" words={words.time} />
          </span>
        </div>
      </>
    ),
  },
  {
    title: "Ways",
    note: "Lists of links to go on",
    show: () => (
      <>
        <LinkList>
          <LinkListItem
            href="/dev/ui"
            icon={<icons.KeyIcon />}
            name="Password"
            note="Your browser can make one and keep it"
            badge="Last used"
          />
          <LinkListItem href="/dev/ui" icon={<icons.MailIcon />} name="Code by email" note="Six digits each time, nothing to remember" />
        </LinkList>
        <OtherWays title="Other ways to sign in">
          <LinkListItem href="/dev/ui" icon={<icons.AppIcon />} name="Authenticator app" />
        </OtherWays>
        <Divider>or scan it</Divider>
      </>
    ),
  },
  {
    title: "Inside",
    note: "Section, list, facts, summary",
    show: (id) => (
      <>
        <Summary label="At a glance">
          <SummaryFact name="Last sign-in" value="Today, 09:12" note="Firefox on Linux" />
          <SummaryFact name="Two steps" value="On" />
        </Summary>
        <Section
          id={`${id}-devices`}
          title="Where you’re signed in"
          note="Don’t know one of these? Sign it out."
          action={<Button size="small">Sign out others</Button>}
        >
          <List>
            <ListItem
              icon={<icons.ComputerIcon />}
              name={
                <>
                  Firefox on Linux <Badge tone="current">This device</Badge>
                </>
              }
              note="Paris, now"
            />
            <ListItem
              icon={<icons.PhoneIcon />}
              name="Safari on iPhone"
              note="2 hours ago"
              action={<Button size="small">Sign out</Button>}
            />
          </List>
        </Section>
        <Facts>
          <Fact name="Email" action={<Button size="small">Change</Button>}>
            ada@northfold.example <Badge tone="success">Confirmed</Badge>
          </Fact>
          <Fact name="Name">Ada Moreau</Fact>
        </Facts>
        <SideNav label={`Sections, ${id}`}>
          <SideNavLink href="#inside" icon={<icons.PersonIcon className="size-5" />}>
            Profile
          </SideNavLink>
          <SideNavLink href="#ways" icon={<icons.ShieldIcon className="size-5" />}>
            Ways to sign in
          </SideNavLink>
        </SideNav>
      </>
    ),
  },
  {
    title: "Tabs, help, copy, dialog",
    note: "To look at, to open, to take along",
    show: (id) => (
      <>
        <Tabs label={`How to show it, ${id}`}>
          <Tab href="#tabs" current>
            Letter
          </Tab>
          <Tab href="#tabs" current={false}>
            Plain text
          </Tab>
        </Tabs>
        <Disclosure title="No email yet?">
          <p className="pbe-4 text-sm text-ink-soft">Give it a minute, then look in spam or promotions.</p>
        </Disclosure>
        <div className={ROW}>
          <CopyButton text="MZQT6LKSGE4WUVDA" what="the key" words={words.copy} />
          <CopyButton text="MZQT6LKSGE4WUVDA" size="small" what="the key" words={words.copy} />
          <LiveDialog />
        </div>
        <p>
          A sentence with{" "}
          <a href="#tabs" className={LINK_LOOK}>
            a link to the tabs
          </a>{" "}
          in it.
        </p>
        <ScrollBox className="rounded-md border border-line bg-sunken p-4 text-sm">
          <code>{highlight(CODE_SAMPLE, "ts")}</code>
        </ScrollBox>
      </>
    ),
  },
  {
    title: "Icons",
    note: "24 px, one stroke, no fills",
    show: () => (
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(5rem,1fr))] gap-x-2 gap-y-4 text-[0.75rem] text-ink-soft">
        {Object.entries({ ...icons, ...stateIcons }).map(([name, Icon]) => (
          <li key={name} className="grid justify-items-center gap-1.5">
            <Icon className="size-6 text-ink" />
            {name.replace("Icon", "")}
          </li>
        ))}
      </ul>
    ),
  },
];

/** Every component in every state. What fills a whole page (card, shell, crash) is seen there. */
export function Specimens() {
  return SPECIMENS.map((specimen) => <Pair key={specimen.title} {...specimen} />);
}
