#define N1(x) ((((((((((x))))))))))
#define N2(x) N1(N1(N1(N1(N1(N1(N1(N1(N1(N1(x))))))))))
#define N3(x) N2(N2(N2(N2(N2(N2(N2(N2(N2(N2(x))))))))))
#define N4(x) N3(N3(N3(N3(N3(N3(N3(N3(N3(N3(x))))))))))
int deep() { return N4(N1(N1(N1(N1(1))))) + N4(N4(1)); }
