"use client";

import { useEffect, useRef, useState } from "react";
import { INPUT, INPUT_FRAME, LABEL } from "#forms/field";
import { Badge } from "#ui/badge";
import { Button } from "#ui/button";
import { Spinner } from "#ui/spinner";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import "./reference.css";
import { credentialsOf, type SignedIn, signedInBy } from "./credentials";
import { type Playground, startPlayground } from "./playground";

interface ReferenceProps {
  /** Of this server, to which requests go. */
  host: string;
  projectId: string;
  words: Words["docs"]["reference"];
}

/** The operations of this server, to read and to try. What a sign-in here answers stays in this page's memory, until it is left. */
export function Reference({ host, projectId: ownProjectId, words }: ReferenceProps) {
  const place = useRef<HTMLDivElement>(null);
  const [playground, setPlayground] = useState<Playground | "loading" | "failed">("loading");
  const [projectId, setProjectId] = useState(ownProjectId);
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);

  useEffect(() => {
    let left = false;
    const onAnswer = (body: unknown) => setSignedIn((before) => signedInBy(body, before));
    const starting = startPlayground(() => (left ? null : place.current), onAnswer);
    starting.then(
      (started) => started && setPlayground(started),
      () => setPlayground("failed"),
    );
    return () => {
      left = true;
      void starting.then((started) => started?.stop());
    };
  }, []);

  useEffect(() => {
    if (typeof playground === "object") playground.authorize(credentialsOf(projectId, signedIn));
  }, [playground, projectId, signedIn]);

  return (
    <div className="noscript:hidden">
      <section
        aria-label={words.callsAs}
        className="mbe-8 grid items-end gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]"
      >
        <div className="grid gap-1.5">
          <div className="flex items-baseline justify-between gap-4">
            <label className={LABEL} htmlFor="projectId">
              {words.projectId}
            </label>
            <Badge tone="current">{host}</Badge>
          </div>
          <div className={`flex ${INPUT_FRAME}`}>
            <input
              id="projectId"
              className={`${INPUT} font-mono text-sm`}
              value={projectId}
              onChange={(event) => setProjectId(event.target.value.trim())}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
            />
          </div>
        </div>
        <div className="flex min-block-control flex-wrap items-center gap-x-3 gap-y-1">
          <p role="status" className="min-inline-0 flex-1 text-sm text-ink-soft">
            {signedIn ? fill(words.somebody, { loginId: signedIn.loginId }) : words.nobody}
          </p>
          {signedIn && (
            <Button size="small" onClick={() => setSignedIn(null)}>
              {words.forget}
            </Button>
          )}
        </div>
      </section>
      <h2 className="sr-only">{words.operations}</h2>
      {playground === "loading" && (
        <p role="status" className="flex items-center gap-2 text-ink-faint">
          <Spinner />
          {words.loading}
        </p>
      )}
      {playground === "failed" && <p role="alert">{words.failed}</p>}
      <div ref={place} lang="en" className="reference" />
    </div>
  );
}
