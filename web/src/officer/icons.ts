// The pictures that only officers' pages need; they are Lucide's (ISC licence).
import {
  ArrowRight,
  Building2,
  CalendarCheck,
  CalendarClock,
  CalendarX,
  Combine,
  createElement,
  Flame,
  LogOut,
  MessageSquarePlus,
  Navigation,
  Send,
  UserCheck,
  type IconNode,
} from "lucide";

const PICTURES = {
  assign: UserCheck,
  due_soon: CalendarClock,
  handOver: Building2,
  late: CalendarX,
  merge: Combine,
  navigate: Navigation,
  next: ArrowRight,
  note: MessageSquarePlus,
  on_time: CalendarCheck,
  send: Send,
  signOut: LogOut,
  thrice_late: Flame,
} satisfies Record<string, IconNode>;

export const officerIcon = (name: keyof typeof PICTURES): SVGElement =>
  createElement(PICTURES[name], { class: "icon", "aria-hidden": "true", focusable: "false" });
