/** Tabs of one browser share the stored world; on this channel they hear that it changed. */
export const worldChannel = 'posture-lab-world';
