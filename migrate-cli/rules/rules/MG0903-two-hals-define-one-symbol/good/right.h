/* The other one. */
int right_get(void);
void system_init(void);
