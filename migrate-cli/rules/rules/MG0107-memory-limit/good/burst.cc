#define D0 1 + 1 +
#define D1 D0 D0
#define D2 D1 D1
int sum() { return D2 0; }
