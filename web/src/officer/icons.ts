// The pictures that only officers' pages need; they are Lucide's (ISC licence).
import {
  ArrowRight,
  Building2,
  CalendarCheck,
  CalendarClock,
  CalendarX,
  Combine,
  createElement,
  Download,
  Flame,
  Globe,
  Layers,
  LogOut,
  Mail,
  MessageSquarePlus,
  Navigation,
  Printer,
  Smartphone,
  Send,
  UserCheck,
  type IconNode,
} from "lucide";

const PICTURES = {
  assign: UserCheck,
  download: Download,
  due_soon: CalendarClock,
  email: Mail,
  handOver: Building2,
  https: Globe,
  late: CalendarX,
  merge: Combine,
  navigate: Navigation,
  next: ArrowRight,
  note: MessageSquarePlus,
  on_time: CalendarCheck,
  print: Printer,
  send: Send,
  signOut: LogOut,
  sms: Smartphone,
  sqs: Layers,
  thrice_late: Flame,
} satisfies Record<string, IconNode>;

export const officerIcon = (name: keyof typeof PICTURES): SVGElement =>
  createElement(PICTURES[name], { class: "icon", "aria-hidden": "true", focusable: "false" });
