"""What a person who reviews is shown: which proposals wait for whom, and all there is to know of one."""
