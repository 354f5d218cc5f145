#define N1(x) ((((((((((x))))))))))
#define N2(x) N1(N1(N1(N1(N1(N1(N1(N1(N1(N1(x))))))))))
int deep() { return N1(N1(1)); }
