/* One of two HALs. */
int left_get(void);
void system_init(void);
