"""Addresses of the plumbing, of people's own settings and of trajectories; how to read a line: ``table``."""

ROWS = """
                                            samira joost mehmet marit ruben els  pien tess otto anonymous

home                                    GET  200   200   200    302   302   302  302  200  200  in
home                                    POST 405
account_login                           GET  302   302   302    302   302   302  302  302  302  200
account_login                           POST 302   302   302    302   302   302  302  302  302  200
account_request_login_code              GET  302   302   302    302   302   302  302  302  302  200
account_request_login_code              POST 302   302   302    302   302   302  302  302  302  200
account_confirm_login_code              GET  302   302   302    302   302   302  302  302  302  302
account_confirm_login_code              POST 302   302   302    302   302   302  302  302  302  302
account_logout                          GET  200   200   200    200   200   200  200  200  200  302
account_logout                          POST 302   302   302    302   302   302  302  302  302  302
account_inactive                        GET  200   200   200    200   200   200  200  200  200  200
account_inactive                        POST 405   405   405    405   405   405  405  405  405  405
set_language                            GET  405   405   405    405   405   405  405  405  405  405
set_language                            POST 302   302   302    302   302   302  302  302  302  302
help                                    GET  200   200   200    200   200   200  200  200  200  200
help                                    POST 405   405   405    405   405   405  405  405  405  405
privacy                                 GET  200   200   200    200   200   200  200  200  200  200
privacy                                 POST 405   405   405    405   405   405  405  405  405  405
accessibility                           GET  200   200   200    200   200   200  200  200  200  200
accessibility                           POST 405   405   405    405   405   405  405  405  405  405
security_txt                            GET  200   200   200    200   200   200  200  200  200  200
security_txt                            POST 405   405   405    405   405   405  405  405  405  405
healthz                                 GET  200   200   200    200   200   200  200  200  200  200
healthz                                 POST 405   405   405    405   405   405  405  405  405  405
readyz                                  GET  200   200   200    200   200   200  200  200  200  200
readyz                                  POST 405   405   405    405   405   405  405  405  405  405
metrics                                 GET  404   404   404    404   404   404  404  404  404  404
metrics                                 POST 405   405   405    405   405   405  405  405  405  405

accounts:profile                        GET  200
accounts:profile                        POST 422
accounts:resume                         GET  302
accounts:resume                         POST 405
notifications:settings                  GET  200
notifications:settings                  POST 422
notifications:unsubscribe               GET  200   200   200    200   200   200  200  200  200  200
notifications:unsubscribe               POST 200   200   200    200   200   200  200  200  200  200

trajectories:list                       GET  200
trajectories:list                       POST 405
trajectories:new                        GET  403   403   403    200   403   200  403  200  200  in
trajectories:new                        POST 403   403   403    422   403   422  403  422  422  in
trajectories:edit                       GET  403   403   403    200   403   404  404  404  404  in
trajectories:edit                       POST 403   403   403    422   403   404  404  404  404  in
trajectories:close                      GET  403   403   403    200   403   404  404  404  404  in
trajectories:close                      POST 403   403   403    302   403   404  404  404  404  in
trajectories:reopen                     GET  405
trajectories:reopen                     POST 403   403   403    302   403   404  404  404  404  in
trajectories:team_new                   GET  403   403   403    200   403   404  404  404  404  in
trajectories:team_new                   POST 403   403   403    422   403   404  404  404  404  in
trajectories:team_edit                  GET  403   403   403    200   403   404  404  404  404  in
trajectories:team_edit                  POST 403   403   403    422   403   404  404  404  404  in
trajectories:partial_solutions          GET  403   403   403    200   403   404  404  404  404  in
trajectories:partial_solutions          POST 403   403   403    422   403   404  404  404  404  in
trajectories:partial_solution_toggle    GET  405
trajectories:partial_solution_toggle    POST 403   403   403    302   403   404  404  404  404  in
trajectories:invitation_resend          GET  405
trajectories:invitation_resend          POST 403   403   403    302   403   404  404  404  404  in
trajectories:invitation_retract         GET  405
trajectories:invitation_retract         POST 403   403   403    302   403   404  404  404  404  in
trajectories:membership_end             GET  403   403   403    200   403   404  404  404  404  in
trajectories:membership_end             POST 403   403   403    422   403   404  404  404  404  in
trajectories:membership_role            GET  403   403   403    200   403   404  404  404  404  in
trajectories:membership_role            POST 403   403   403    422   403   404  404  404  404  in
trajectories:invitation                 GET  200   200   200    200   200   200  200  200  200  200
trajectories:invitation                 POST 422   422   422    422   422   422  422  422  422  422
trajectories:programmes                 GET  403   403   403    200   403   200  403  200  200  in
trajectories:programmes                 POST 405
trajectories:programme                  GET  403   403   403    200   403   200  403  200  200  in
trajectories:programme                  POST 405
trajectories:programme.saved            GET  403   403   403    200   403   403  403  200  404  in
trajectories:programme.saved            POST 405
trajectories:programme_edit             GET  403   403   403    200   403   403  403  403  404  in
trajectories:programme_edit             POST 403   403   403    422   403   403  403  403  404  in
trajectories:programme_delete           GET  403   403   403    200   403   403  403  403  404  in
trajectories:programme_delete           POST 403   403   403    302   403   403  403  403  404  in
trajectories:organisation               GET  404   404   404    404   404   200  404  404  404  in
trajectories:organisation               POST 405
"""
