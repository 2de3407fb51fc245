"""Where xlwings-server looks for ways to sign in."""
