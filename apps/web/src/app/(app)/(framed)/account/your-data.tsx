import { ERASURE_DAYS } from "@repo/contract/limits";
import { buttonLook } from "#ui/button";
import { List, ListItem } from "#ui/list";
import { Section } from "#ui/section";
import { fill } from "#words/fill";
import { getWords } from "#words/get-words";

/** What people may do with all that is stored of them. */
export async function YourData() {
  const { yourData } = await getWords();
  return (
    <Section id="data" title={yourData.title}>
      <List>
        <ListItem
          name={yourData.download}
          note={yourData.downloadNote}
          isWide
          action={
            <a href="/account/data" download className={buttonLook({ size: "small" })}>
              {yourData.download}
            </a>
          }
        />
        <ListItem
          name={yourData.delete}
          note={fill(yourData.deleteNote, { days: ERASURE_DAYS })}
          isWide
          action={
            <a href="/account/delete" className={buttonLook({ size: "small", variant: "danger" })}>
              {yourData.delete}
            </a>
          }
        />
      </List>
    </Section>
  );
}
