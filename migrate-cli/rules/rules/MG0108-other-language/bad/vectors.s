	.text
	.globl vectors
vectors:
	ret
