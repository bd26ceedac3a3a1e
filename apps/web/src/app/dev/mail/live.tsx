"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Keeps the page up to date, also after the server was away. */
export function Live() {
  const router = useRouter();

  useEffect(() => {
    const events = new EventSource("/dev/mail/events");
    let wasOpen = false;
    events.onmessage = () => router.refresh();
    events.onopen = () => {
      if (wasOpen) router.refresh();
      wasOpen = true;
    };
    return () => events.close();
  }, [router]);

  return null;
}
